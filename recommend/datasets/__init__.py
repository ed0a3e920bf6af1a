"""How other people's ratings come in: a file, cleaned by Spark, stored in the database. No page imports this."""
