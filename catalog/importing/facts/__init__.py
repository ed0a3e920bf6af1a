"""What a source says of anime that the catalogue can name, and how that gets into the database.

Reading and writing are apart: a source is read and checked as a whole first, while the site goes on; what it said lies
in a spool. Then all of it is written in one transaction, batch by batch, and only what differs.
"""
