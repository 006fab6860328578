"""The organiser's dashboard: pages for a laptop or a phone, plain HTML that works without script.

A page is a function of a visit and a request (and a form); gate.py makes a route of it.
"""
