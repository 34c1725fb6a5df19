"""Similar submissions (相似意见): reports of one problem at one place within about a month."""
