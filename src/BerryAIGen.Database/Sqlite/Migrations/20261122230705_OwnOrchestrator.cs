using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OwnOrchestrator : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "blobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    media_type = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: true),
                    width = table.Column<int>(type: "INTEGER", nullable: true),
                    height = table.Column<int>(type: "INTEGER", nullable: true),
                    workflow_id = table.Column<string>(type: "TEXT", nullable: true),
                    job_id = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_blobs", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "workflows",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    tags = table.Column<string>(type: "JSON", nullable: false),
                    metadata = table.Column<string>(type: "JSON", nullable: false),
                    arguments = table.Column<string>(type: "JSON", nullable: false),
                    callbacks = table.Column<string>(type: "JSON", nullable: false),
                    others = table.Column<string>(type: "JSON", nullable: false),
                    allow_mature_content = table.Column<bool>(type: "INTEGER", nullable: true),
                    nsfw_level = table.Column<string>(type: "TEXT", nullable: true),
                    is_ephemeral = table.Column<bool>(type: "INTEGER", nullable: false),
                    base_address = table.Column<string>(type: "TEXT", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    estimated_seconds = table.Column<double>(type: "REAL", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workflows", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "workflow_callbacks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    workflow_id = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "JSON", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    claim = table.Column<int>(type: "INTEGER", nullable: false),
                    claimed_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workflow_callbacks", x => x.id);
                    table.ForeignKey(
                        name: "FK_workflow_callbacks_workflows_workflow_id",
                        column: x => x.workflow_id,
                        principalTable: "workflows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "workflow_steps",
                columns: table => new
                {
                    workflow_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    timeout_seconds = table.Column<double>(type: "REAL", nullable: true),
                    retries = table.Column<int>(type: "INTEGER", nullable: false),
                    metadata = table.Column<string>(type: "JSON", nullable: false),
                    input = table.Column<string>(type: "JSON", nullable: false),
                    needs = table.Column<string>(type: "JSON", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    job_id = table.Column<string>(type: "TEXT", nullable: true),
                    former_jobs = table.Column<string>(type: "JSON", nullable: false),
                    progress = table.Column<double>(type: "REAL", nullable: true),
                    output = table.Column<string>(type: "JSON", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workflow_steps", x => new { x.workflow_id, x.position });
                    table.ForeignKey(
                        name: "FK_workflow_steps_workflows_workflow_id",
                        column: x => x.workflow_id,
                        principalTable: "workflows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "workflow_tags",
                columns: table => new
                {
                    workflow_id = table.Column<string>(type: "TEXT", nullable: false),
                    tag = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workflow_tags", x => new { x.workflow_id, x.tag });
                    table.ForeignKey(
                        name: "FK_workflow_tags_workflows_workflow_id",
                        column: x => x.workflow_id,
                        principalTable: "workflows",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(name: "IX_blobs_expires_at", table: "blobs", column: "expires_at");

            migrationBuilder.CreateIndex(name: "IX_blobs_sha256", table: "blobs", column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_workflow_callbacks_next_at",
                table: "workflow_callbacks",
                column: "next_at"
            );

            migrationBuilder.CreateIndex(
                name: "IX_workflow_callbacks_workflow_id_id",
                table: "workflow_callbacks",
                columns: new[] { "workflow_id", "id" }
            );

            migrationBuilder.CreateIndex(name: "IX_workflow_steps_job_id", table: "workflow_steps", column: "job_id");

            migrationBuilder.CreateIndex(
                name: "IX_workflow_steps_status_group_priority",
                table: "workflow_steps",
                columns: new[] { "status", "group", "priority" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_workflow_steps_type_completed_at",
                table: "workflow_steps",
                columns: new[] { "type", "completed_at" }
            );

            migrationBuilder.CreateIndex(name: "IX_workflow_tags_tag", table: "workflow_tags", column: "tag");

            migrationBuilder.CreateIndex(
                name: "IX_workflows_owner_external_id",
                table: "workflows",
                columns: new[] { "owner", "external_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_workflows_owner_id",
                table: "workflows",
                columns: new[] { "owner", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_workflows_status_completed_at",
                table: "workflows",
                columns: new[] { "status", "completed_at" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "blobs");

            migrationBuilder.DropTable(name: "workflow_callbacks");

            migrationBuilder.DropTable(name: "workflow_steps");

            migrationBuilder.DropTable(name: "workflow_tags");

            migrationBuilder.DropTable(name: "workflows");
        }
    }
}
