using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddGeneration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "owner", table: "notifications", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "owner", table: "events", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<string>(name: "audience", table: "access_keys", type: "TEXT", nullable: true);

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
                name: "ecosystem_checkpoints",
                columns: table => new
                {
                    version_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: false),
                    model_id = table.Column<long>(type: "INTEGER", nullable: true),
                    is_default = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ecosystem_checkpoints", x => x.version_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "generation_base_model",
                columns: table => new
                {
                    base_model = table.Column<string>(type: "TEXT", nullable: false),
                    ecosystem = table.Column<string>(type: "TEXT", nullable: false),
                    types = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_base_model", x => x.base_model);
                }
            );

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
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_coverage", x => x.id);
                }
            );

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
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_generation_gates", x => x.id);
                }
            );

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
                    request_hash = table.Column<string>(type: "TEXT", nullable: true),
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
                name: "IX_generation_coverage_ecosystem_type",
                table: "generation_coverage",
                columns: new[] { "ecosystem", "type" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_generation_coverage_model_id_base_model",
                table: "generation_coverage",
                columns: new[] { "model_id", "base_model" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_generation_coverage_version_id",
                table: "generation_coverage",
                column: "version_id"
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

            migrationBuilder.DropTable(name: "ecosystem_checkpoints");

            migrationBuilder.DropTable(name: "generation_base_model");

            migrationBuilder.DropTable(name: "generation_callbacks");

            migrationBuilder.DropTable(name: "generation_coverage");

            migrationBuilder.DropTable(name: "generation_gates");

            migrationBuilder.DropTable(name: "generation_outputs");

            migrationBuilder.DropTable(name: "generation_tags");

            migrationBuilder.DropTable(name: "workflow_callbacks");

            migrationBuilder.DropTable(name: "workflow_steps");

            migrationBuilder.DropTable(name: "workflow_tags");

            migrationBuilder.DropTable(name: "generations");

            migrationBuilder.DropTable(name: "workflows");

            migrationBuilder.DropColumn(name: "owner", table: "notifications");

            migrationBuilder.DropColumn(name: "owner", table: "events");

            migrationBuilder.DropColumn(name: "audience", table: "access_keys");
        }
    }
}
