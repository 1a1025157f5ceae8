using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddGeneration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "owner", table: "notifications", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(name: "owner", table: "events", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(name: "audience", table: "access_keys", type: "text", nullable: true);

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
                name: "ecosystem_checkpoints",
                columns: table => new
                {
                    version_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    ecosystem = table.Column<string>(type: "text", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
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
                    base_model = table.Column<string>(type: "text", nullable: false),
                    ecosystem = table.Column<string>(type: "text", nullable: false),
                    types = table.Column<string>(type: "text", nullable: false),
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
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
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
                    id = table.Column<string>(type: "text", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    presentation = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: true),
                    ecosystems = table.Column<string>(type: "text", nullable: false),
                    workflows = table.Column<string>(type: "text", nullable: false),
                    versions = table.Column<string>(type: "text", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
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
                    id = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: true),
                    progress = table.Column<double>(type: "double precision", nullable: true),
                    workflow = table.Column<string>(type: "text", nullable: false),
                    ecosystem = table.Column<string>(type: "text", nullable: false),
                    media = table.Column<string>(type: "text", nullable: false),
                    form = table.Column<string>(type: "json", nullable: false),
                    body = table.Column<string>(type: "json", nullable: false),
                    notes = table.Column<string>(type: "json", nullable: false),
                    recipe = table.Column<string>(type: "json", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: false),
                    workflow_id = table.Column<string>(type: "text", nullable: true),
                    orchestrator = table.Column<string>(type: "text", nullable: true),
                    hides_mature = table.Column<bool>(type: "boolean", nullable: false),
                    cost = table.Column<int>(type: "integer", nullable: true),
                    transactions = table.Column<string>(type: "json", nullable: true),
                    error = table.Column<string>(type: "json", nullable: true),
                    job_id = table.Column<string>(type: "text", nullable: true),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    request_key = table.Column<string>(type: "text", nullable: true),
                    request_hash = table.Column<string>(type: "text", nullable: true),
                    callback_token = table.Column<string>(type: "text", nullable: false),
                    favourite = table.Column<bool>(type: "boolean", nullable: false),
                    hidden_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
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
                name: "generation_callbacks",
                columns: table => new
                {
                    generation_id = table.Column<string>(type: "text", nullable: false),
                    mark = table.Column<string>(type: "text", nullable: false),
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
                    id = table.Column<string>(type: "text", nullable: false),
                    generation_id = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    blob_id = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true),
                    blocked_reason = table.Column<string>(type: "text", nullable: true),
                    seed = table.Column<long>(type: "bigint", nullable: true),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    duration = table.Column<double>(type: "double precision", nullable: true),
                    path = table.Column<string>(type: "text", nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: true),
                    saved_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
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
                    generation_id = table.Column<string>(type: "text", nullable: false),
                    tag = table.Column<string>(type: "text", nullable: false),
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
