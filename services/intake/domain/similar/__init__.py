"""Similar submissions (相似意见): the same real problem at the same place within about a month."""
