using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Previews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "own_preview",
                table: "model_registry",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "preview_file",
                table: "model_registry",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "preview_level",
                table: "model_registry",
                type: "integer",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "version_group",
                table: "model_registry",
                type: "text",
                nullable: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_version_group",
                table: "model_registry",
                column: "version_group"
            );

            // What is known of models that were here before; the rest is found by the next index run.
            migrationBuilder.Sql(
                """
                UPDATE model_registry SET version_group = (
                    SELECT s.source || ':' || s.source_id
                    FROM model_files f
                    JOIN model_versions v ON v.id = f.model_version_id
                    JOIN models s ON s.id = v.source_model_id
                    WHERE f.id = model_registry.model_file_id
                )
                WHERE model_file_id IS NOT NULL;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_model_registry_version_group", table: "model_registry");

            migrationBuilder.DropColumn(name: "own_preview", table: "model_registry");

            migrationBuilder.DropColumn(name: "preview_file", table: "model_registry");

            migrationBuilder.DropColumn(name: "preview_level", table: "model_registry");

            migrationBuilder.DropColumn(name: "version_group", table: "model_registry");
        }
    }
}
