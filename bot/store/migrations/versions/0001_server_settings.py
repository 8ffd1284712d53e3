"""The settings of each server."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of `/settings`."""
    op.create_table(
        "server_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("quiet_from", sa.Time),
        sa.Column("quiet_until", sa.Time),
    )
    op.create_table(
        "free_text_channels",
        sa.Column(
            "guild_id",
            sa.BigInteger,
            sa.ForeignKey("server_settings.guild_id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("channel_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    """Back to nothing."""
    op.drop_table("free_text_channels")
    op.drop_table("server_settings")
