using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CatalogFields : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "described_by",
                table: "model_registry",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "user_fields",
                table: "model_registry",
                type: "json",
                nullable: false,
                defaultValue: "{}"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "described_by", table: "model_registry");

            migrationBuilder.DropColumn(name: "user_fields", table: "model_registry");
        }
    }
}
