using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LibraryServer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "priority", table: "jobs");

            migrationBuilder.AddColumn<string>(
                name: "described_by",
                table: "model_registry",
                type: "TEXT",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "user_fields",
                table: "model_registry",
                type: "JSON",
                nullable: false,
                defaultValue: "{}"
            );

            migrationBuilder.AddColumn<string>(name: "place", table: "jobs", type: "JSON", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "parts",
                table: "download_tasks",
                type: "JSON",
                nullable: false,
                defaultValue: "[]"
            );

            migrationBuilder.CreateTable(
                name: "access_sessions",
                columns: table => new
                {
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_sessions", x => x.hash);
                }
            );

            migrationBuilder.CreateTable(
                name: "library_revision",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_revision", x => x.id);
                }
            );

            migrationBuilder.InsertData(
                table: "library_revision",
                columns: new[] { "id", "number" },
                values: new object[] { 1, 1L }
            );

            migrationBuilder.CreateIndex(name: "IX_models_updated_at", table: "models", column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_created_at_id",
                table: "model_registry",
                columns: new[] { "created_at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_download_date_id",
                table: "model_registry",
                columns: new[] { "download_date", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_last_used_id",
                table: "model_registry",
                columns: new[] { "last_used", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_updated_at_id",
                table: "model_registry",
                columns: new[] { "updated_at", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_events_event_at",
                table: "model_events",
                columns: new[] { "event", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_download_tasks_active",
                table: "download_tasks",
                column: "model_id",
                unique: true,
                filter: "status NOT IN ('completed', 'failed', 'cancelled')"
            );

            migrationBuilder.CreateIndex(
                name: "IX_access_keys_name",
                table: "access_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL"
            );

            migrationBuilder.CreateIndex(name: "IX_access_sessions_key_id", table: "access_sessions", column: "key_id");

            RevisionTriggers.Create(migrationBuilder);
            WordIndexes.Create(migrationBuilder);
            ModelSearchTable.Drop(migrationBuilder);
            ModelSearchTable.Create(migrationBuilder);
            ModelSearchTable.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            WordIndexes.Drop(migrationBuilder);
            RevisionTriggers.Drop(migrationBuilder);

            migrationBuilder.DropTable(name: "access_sessions");

            migrationBuilder.DropTable(name: "library_revision");

            migrationBuilder.DropIndex(name: "IX_models_updated_at", table: "models");

            migrationBuilder.DropIndex(name: "IX_model_registry_created_at_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_registry_download_date_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_registry_last_used_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_registry_updated_at_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_events_event_at", table: "model_events");

            migrationBuilder.DropIndex(name: "ix_download_tasks_active", table: "download_tasks");

            migrationBuilder.DropIndex(name: "IX_access_keys_name", table: "access_keys");

            migrationBuilder.DropColumn(name: "described_by", table: "model_registry");

            migrationBuilder.DropColumn(name: "user_fields", table: "model_registry");

            migrationBuilder.DropColumn(name: "place", table: "jobs");

            migrationBuilder.DropColumn(name: "parts", table: "download_tasks");

            migrationBuilder.AddColumn<int>(
                name: "priority",
                table: "jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0
            );
        }
    }
}
