using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddGenerationCoverage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "audience",
                table: "access_keys",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ecosystem_checkpoints",
                columns: table => new
                {
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ecosystem = table.Column<string>(type: "text", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    is_default = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ecosystem_checkpoints", x => x.version_id);
                });

            migrationBuilder.CreateTable(
                name: "generation_base_model",
                columns: table => new
                {
                    base_model = table.Column<string>(type: "text", nullable: false),
                    ecosystem = table.Column<string>(type: "text", nullable: false),
                    types = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_base_model", x => x.base_model);
                });

            migrationBuilder.CreateTable(
                name: "generation_coverage",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    version_id = table.Column<long>(type: "bigint", nullable: true),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    type = table.Column<string>(type: "text", nullable: true),
                    base_model = table.Column<string>(type: "text", nullable: true),
                    ecosystem = table.Column<string>(type: "text", nullable: true),
                    at_civitai = table.Column<bool>(type: "boolean", nullable: false),
                    at_home = table.Column<bool>(type: "boolean", nullable: false),
                    verdict = table.Column<string>(type: "json", nullable: false),
                    facts = table.Column<string>(type: "json", nullable: false),
                    checkpoint_type = table.Column<string>(type: "text", nullable: true),
                    creator = table.Column<string>(type: "text", nullable: true),
                    tags = table.Column<string>(type: "text", nullable: false),
                    formats = table.Column<string>(type: "text", nullable: false),
                    hashes = table.Column<string>(type: "text", nullable: false),
                    nsfw_level = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: true),
                    availability = table.Column<string>(type: "text", nullable: true),
                    is_real_person = table.Column<bool>(type: "boolean", nullable: false),
                    is_minor = table.Column<bool>(type: "boolean", nullable: false),
                    cannot_promote = table.Column<bool>(type: "boolean", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_coverage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "generation_gates",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    presentation = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: true),
                    ecosystems = table.Column<string>(type: "text", nullable: false),
                    workflows = table.Column<string>(type: "text", nullable: false),
                    versions = table.Column<string>(type: "text", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_gates", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_generation_coverage_ecosystem_type",
                table: "generation_coverage",
                columns: new[] { "ecosystem", "type" });

            migrationBuilder.CreateIndex(
                name: "IX_generation_coverage_model_id_base_model",
                table: "generation_coverage",
                columns: new[] { "model_id", "base_model" });

            migrationBuilder.CreateIndex(
                name: "IX_generation_coverage_version_id",
                table: "generation_coverage",
                column: "version_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ecosystem_checkpoints");

            migrationBuilder.DropTable(
                name: "generation_base_model");

            migrationBuilder.DropTable(
                name: "generation_coverage");

            migrationBuilder.DropTable(
                name: "generation_gates");

            migrationBuilder.DropColumn(
                name: "audience",
                table: "access_keys");
        }
    }
}
