using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobPlaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "priority", table: "jobs");

            migrationBuilder.AddColumn<string>(name: "place", table: "jobs", type: "JSON", nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_model_events_event_at",
                table: "model_events",
                columns: new[] { "event", "at" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_model_events_event_at", table: "model_events");

            migrationBuilder.DropColumn(name: "place", table: "jobs");

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
