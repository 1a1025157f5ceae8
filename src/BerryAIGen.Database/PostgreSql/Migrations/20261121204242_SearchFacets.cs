using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchFacets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_model_registry_created_at_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_registry_download_date_id", table: "model_registry");

            migrationBuilder.DropIndex(name: "IX_model_registry_last_used_id", table: "model_registry");
        }
    }
}
