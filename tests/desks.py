"""What opens the dashboard in tests, and where it stands."""

PIN = "4711-żółw"
URL = "http://kiosk.example"
