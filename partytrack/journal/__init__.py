"""Append-only record of every act. Write with `journal.write.write`, read with `journal.models.Entry`."""
