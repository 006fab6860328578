"""What was done with somebody's badge, and the answer "this was not me".

A badge identifies and does not log in (P13): whoever finds one can act with it. So its owner
sees each act, and can take it back.
"""

from matching.badge_history.acts import ACTS_A_PAGE, Act, ActKind, Owner, find_owner, list_acts
from matching.badge_history.reports import report_act

__all__ = ["ACTS_A_PAGE", "Act", "ActKind", "Owner", "find_owner", "list_acts", "report_act"]
