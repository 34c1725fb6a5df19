"""Random walks: anybody says anything, or nobody says anything for a while, and nothing may be lost."""
