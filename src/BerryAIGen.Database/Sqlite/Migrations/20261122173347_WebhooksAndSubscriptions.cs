using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WebhooksAndSubscriptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "details", table: "notifications", type: "JSON", nullable: true);

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    types = table.Column<string>(type: "JSON", nullable: false),
                    base_models = table.Column<string>(type: "JSON", nullable: false),
                    nsfw = table.Column<bool>(type: "INTEGER", nullable: false),
                    policy = table.Column<string>(type: "TEXT", nullable: false),
                    most_version_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    most_day_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    least_free_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    target = table.Column<string>(type: "JSON", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    baseline = table.Column<DateTime>(type: "TEXT", nullable: true),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscriptions", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false),
                    old_secret = table.Column<string>(type: "TEXT", nullable: true),
                    old_secret_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    kinds = table.Column<string>(type: "JSON", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    disabled_because = table.Column<string>(type: "TEXT", nullable: true),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_event = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "subscription_versions",
                columns: table => new
                {
                    subscription_id = table.Column<string>(type: "TEXT", nullable: false),
                    version_id = table.Column<int>(type: "INTEGER", nullable: false),
                    model_id = table.Column<int>(type: "INTEGER", nullable: false),
                    model_name = table.Column<string>(type: "TEXT", nullable: true),
                    version_name = table.Column<string>(type: "TEXT", nullable: true),
                    base_model = table.Column<string>(type: "TEXT", nullable: true),
                    creator = table.Column<string>(type: "TEXT", nullable: true),
                    file_name = table.Column<string>(type: "TEXT", nullable: true),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    early_access = table.Column<bool>(type: "INTEGER", nullable: false),
                    early_access_ends = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    reason_code = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    task_id = table.Column<string>(type: "TEXT", nullable: true),
                    ordered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    found_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscription_versions", x => new { x.subscription_id, x.version_id });
                    table.ForeignKey(
                        name: "FK_subscription_versions_subscriptions_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "subscriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    webhook_id = table.Column<string>(type: "TEXT", nullable: false),
                    event_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "JSON", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    claim = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    claimed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<string>(type: "JSON", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_webhook_deliveries_webhooks_webhook_id",
                        column: x => x.webhook_id,
                        principalTable: "webhooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_subscription_versions_subscription_id_state",
                table: "subscription_versions",
                columns: new[] { "subscription_id", "state" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_subscription_versions_task_id",
                table: "subscription_versions",
                column: "task_id"
            );

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_state_next_at",
                table: "webhook_deliveries",
                columns: new[] { "state", "next_at" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_webhook_id_event_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "event_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_webhook_id_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "id" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "subscription_versions");

            migrationBuilder.DropTable(name: "webhook_deliveries");

            migrationBuilder.DropTable(name: "subscriptions");

            migrationBuilder.DropTable(name: "webhooks");

            migrationBuilder.DropColumn(name: "details", table: "notifications");
        }
    }
}
