using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddGenerations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "generations",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    progress = table.Column<double>(type: "REAL", nullable: true),
                    workflow = table.Column<string>(type: "TEXT", nullable: false),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: false),
                    media = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<string>(type: "JSON", nullable: false),
                    body = table.Column<string>(type: "JSON", nullable: false),
                    notes = table.Column<string>(type: "JSON", nullable: false),
                    recipe = table.Column<string>(type: "JSON", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: false),
                    workflow_id = table.Column<string>(type: "TEXT", nullable: true),
                    orchestrator = table.Column<string>(type: "TEXT", nullable: true),
                    hides_mature = table.Column<bool>(type: "INTEGER", nullable: false),
                    cost = table.Column<int>(type: "INTEGER", nullable: true),
                    transactions = table.Column<string>(type: "JSON", nullable: true),
                    error = table.Column<string>(type: "JSON", nullable: true),
                    job_id = table.Column<string>(type: "TEXT", nullable: true),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    request_key = table.Column<string>(type: "TEXT", nullable: true),
                    callback_token = table.Column<string>(type: "TEXT", nullable: false),
                    favourite = table.Column<bool>(type: "INTEGER", nullable: false),
                    hidden_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generations", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "generation_callbacks",
                columns: table => new
                {
                    generation_id = table.Column<string>(type: "TEXT", nullable: false),
                    mark = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_callbacks", x => new { x.generation_id, x.mark });
                    table.ForeignKey(
                        name: "FK_generation_callbacks_generations_generation_id",
                        column: x => x.generation_id,
                        principalTable: "generations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "generation_outputs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    generation_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    blob_id = table.Column<string>(type: "TEXT", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: true),
                    level = table.Column<string>(type: "TEXT", nullable: true),
                    blocked_reason = table.Column<string>(type: "TEXT", nullable: true),
                    seed = table.Column<long>(type: "INTEGER", nullable: true),
                    width = table.Column<int>(type: "INTEGER", nullable: true),
                    height = table.Column<int>(type: "INTEGER", nullable: true),
                    duration = table.Column<double>(type: "REAL", nullable: true),
                    path = table.Column<string>(type: "TEXT", nullable: true),
                    bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_outputs", x => x.id);
                    table.ForeignKey(
                        name: "FK_generation_outputs_generations_generation_id",
                        column: x => x.generation_id,
                        principalTable: "generations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "generation_tags",
                columns: table => new
                {
                    generation_id = table.Column<string>(type: "TEXT", nullable: false),
                    tag = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_tags", x => new { x.generation_id, x.tag });
                    table.ForeignKey(
                        name: "FK_generation_tags_generations_generation_id",
                        column: x => x.generation_id,
                        principalTable: "generations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_generation_outputs_generation_id_blob_id",
                table: "generation_outputs",
                columns: new[] { "generation_id", "blob_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "IX_generation_tags_tag", table: "generation_tags", column: "tag");

            migrationBuilder.CreateIndex(
                name: "IX_generations_callback_token",
                table: "generations",
                column: "callback_token",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "IX_generations_job_id", table: "generations", column: "job_id");

            migrationBuilder.CreateIndex(
                name: "IX_generations_owner_request_key",
                table: "generations",
                columns: new[] { "owner", "request_key" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_generations_owner_state_id",
                table: "generations",
                columns: new[] { "owner", "state", "id" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "generation_callbacks");

            migrationBuilder.DropTable(name: "generation_outputs");

            migrationBuilder.DropTable(name: "generation_tags");

            migrationBuilder.DropTable(name: "generations");
        }
    }
}
