"""What citizens send from the pages: commands, their answers, and what intake is asked over HTTP."""
