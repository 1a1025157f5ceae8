using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchAndJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "priority", table: "jobs");

            migrationBuilder.AddColumn<string>(name: "place", table: "jobs", type: "json", nullable: true);

            migrationBuilder.CreateIndex(name: "IX_models_updated_at", table: "models", column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "IX_model_events_event_at",
                table: "model_events",
                columns: new[] { "event", "at" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_access_keys_name",
                table: "access_keys",
                column: "name",
                unique: true,
                filter: "revoked_at IS NULL"
            );

            RevisionTrigger.Drop(migrationBuilder);
            RevisionTrigger.Create(migrationBuilder);
            ModelSearchColumn.Drop(migrationBuilder);
            ModelSearchColumn.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_models_updated_at", table: "models");

            migrationBuilder.DropIndex(name: "IX_model_events_event_at", table: "model_events");

            migrationBuilder.DropIndex(name: "IX_access_keys_name", table: "access_keys");

            migrationBuilder.DropColumn(name: "place", table: "jobs");

            migrationBuilder.AddColumn<int>(
                name: "priority",
                table: "jobs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );
        }
    }
}
