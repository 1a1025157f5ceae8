using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
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
                    id = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: true),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    workflow_id = table.Column<string>(type: "text", nullable: true),
                    job_id = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
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
                    id = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    tags = table.Column<string>(type: "json", nullable: false),
                    metadata = table.Column<string>(type: "json", nullable: false),
                    arguments = table.Column<string>(type: "json", nullable: false),
                    callbacks = table.Column<string>(type: "json", nullable: false),
                    others = table.Column<string>(type: "json", nullable: false),
                    allow_mature_content = table.Column<bool>(type: "boolean", nullable: true),
                    nsfw_level = table.Column<string>(type: "text", nullable: true),
                    is_ephemeral = table.Column<bool>(type: "boolean", nullable: false),
                    base_address = table.Column<string>(type: "text", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false),
                    estimated_seconds = table.Column<double>(type: "double precision", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
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
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    workflow_id = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "json", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    claim = table.Column<int>(type: "integer", nullable: false),
                    claimed_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    problem = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
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
                    workflow_id = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    group = table.Column<string>(type: "text", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    timeout_seconds = table.Column<double>(type: "double precision", nullable: true),
                    retries = table.Column<int>(type: "integer", nullable: false),
                    metadata = table.Column<string>(type: "json", nullable: false),
                    input = table.Column<string>(type: "json", nullable: false),
                    needs = table.Column<string>(type: "json", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    job_id = table.Column<string>(type: "text", nullable: true),
                    former_jobs = table.Column<string>(type: "json", nullable: false),
                    progress = table.Column<double>(type: "double precision", nullable: true),
                    output = table.Column<string>(type: "json", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
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
                    workflow_id = table.Column<string>(type: "text", nullable: false),
                    tag = table.Column<string>(type: "text", nullable: false),
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
