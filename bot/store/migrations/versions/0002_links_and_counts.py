"""Which reply answers which question, and how often an answer did not help."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add links, replies and counts."""
    op.create_table(
        "links",
        sa.Column("question_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("links_by_age", "links", ["answered_at"])
    op.create_table(
        "replies",
        sa.Column("reply_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question_id", sa.BigInteger, sa.ForeignKey("links.question_id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_index("replies_by_question", "replies", ["question_id"])
    op.create_table(
        "not_helpful",
        sa.Column("topic", sa.String, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("presses", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Back to settings only."""
    op.drop_table("not_helpful")
    op.drop_table("replies")
    op.drop_table("links")
