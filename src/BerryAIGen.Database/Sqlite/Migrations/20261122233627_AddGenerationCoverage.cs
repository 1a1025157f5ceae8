using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ecosystem_checkpoints",
                columns: table => new
                {
                    version_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: false),
                    model_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ecosystem_checkpoints", x => x.version_id);
                });

            migrationBuilder.CreateTable(
                name: "generation_base_model",
                columns: table => new
                {
                    base_model = table.Column<string>(type: "TEXT", nullable: false),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: false),
                    types = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_base_model", x => x.base_model);
                });

            migrationBuilder.CreateTable(
                name: "generation_coverage",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    version_id = table.Column<long>(type: "INTEGER", nullable: true),
                    model_id = table.Column<long>(type: "INTEGER", nullable: true),
                    type = table.Column<string>(type: "TEXT", nullable: true),
                    base_model = table.Column<string>(type: "TEXT", nullable: true),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: true),
                    at_civitai = table.Column<bool>(type: "INTEGER", nullable: false),
                    at_home = table.Column<bool>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "JSON", nullable: false),
                    facts = table.Column<string>(type: "JSON", nullable: false),
                    checkpoint_type = table.Column<string>(type: "TEXT", nullable: true),
                    creator = table.Column<string>(type: "TEXT", nullable: true),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    formats = table.Column<string>(type: "TEXT", nullable: false),
                    hashes = table.Column<string>(type: "TEXT", nullable: false),
                    nsfw_level = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    availability = table.Column<string>(type: "TEXT", nullable: true),
                    is_real_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_minor = table.Column<bool>(type: "INTEGER", nullable: false),
                    cannot_promote = table.Column<bool>(type: "INTEGER", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_coverage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "generation_gates",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    audience = table.Column<string>(type: "TEXT", nullable: false),
                    presentation = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    ecosystems = table.Column<string>(type: "TEXT", nullable: false),
                    workflows = table.Column<string>(type: "TEXT", nullable: false),
                    versions = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
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
