using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DownloadParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "parts",
                table: "download_tasks",
                type: "JSON",
                nullable: false,
                defaultValue: "[]"
            );

            migrationBuilder.CreateIndex(
                name: "ix_download_tasks_active",
                table: "download_tasks",
                column: "model_id",
                unique: true,
                filter: "status NOT IN ('completed', 'failed', 'cancelled')"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_download_tasks_active", table: "download_tasks");

            migrationBuilder.DropColumn(name: "parts", table: "download_tasks");
        }
    }
}
