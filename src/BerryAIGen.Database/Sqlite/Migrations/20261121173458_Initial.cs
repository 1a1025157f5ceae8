using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_keys", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    details = table.Column<string>(type: "JSON", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "download_tasks",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "TEXT", nullable: false),
                    model_id = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "pending"),
                    progress = table.Column<double>(type: "REAL", nullable: false, defaultValue: 0.0),
                    created_at = table.Column<DateTime>(
                        type: "TEXT",
                        nullable: false,
                        defaultValueSql: "CURRENT_TIMESTAMP"
                    ),
                    updated_at = table.Column<DateTime>(
                        type: "TEXT",
                        nullable: false,
                        defaultValueSql: "CURRENT_TIMESTAMP"
                    ),
                    reference = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    url = table.Column<string>(type: "TEXT", nullable: true),
                    file_name = table.Column<string>(type: "TEXT", nullable: true),
                    total_size = table.Column<long>(type: "INTEGER", nullable: true),
                    downloaded_size = table.Column<long>(type: "INTEGER", nullable: false),
                    bytes_per_second = table.Column<double>(type: "REAL", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    error = table.Column<string>(type: "JSON", nullable: true),
                    files = table.Column<string>(type: "JSON", nullable: false, defaultValue: "[]"),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_download_tasks", x => x.task_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "JSON", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    progress = table.Column<double>(type: "REAL", nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    beat_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "JSON", nullable: false),
                    result = table.Column<string>(type: "JSON", nullable: true),
                    error = table.Column<string>(type: "JSON", nullable: true),
                    wish = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "model_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    model_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    @event = table.Column<string>(name: "event", type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    details = table.Column<string>(type: "JSON", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_events", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "models",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: true),
                    creator = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "JSON", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_models", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "JSON", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.key);
                }
            );

            migrationBuilder.CreateTable(
                name: "job_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    job_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_job_log", x => x.id);
                    table.ForeignKey(
                        name: "FK_job_log_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "model_versions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    source_model_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    base_model = table.Column<string>(type: "TEXT", nullable: true),
                    air = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "JSON", nullable: true),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_versions", x => x.id);
                    table.ForeignKey(
                        name: "FK_model_versions_models_source_model_id",
                        column: x => x.source_model_id,
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "model_files",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                    model_version_id = table.Column<long>(type: "INTEGER", nullable: false),
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    size_bytes = table.Column<long>(type: "INTEGER", nullable: true),
                    sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    auto_v1 = table.Column<string>(type: "TEXT", nullable: true),
                    auto_v2 = table.Column<string>(type: "TEXT", nullable: true),
                    auto_v3 = table.Column<string>(type: "TEXT", nullable: true),
                    crc32 = table.Column<string>(type: "TEXT", nullable: true),
                    blake3 = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "JSON", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_model_files_model_versions_model_version_id",
                        column: x => x.model_version_id,
                        principalTable: "model_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "model_registry",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false, collation: "NOCASE"),
                    provider = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "available"),
                    status_detail = table.Column<string>(type: "TEXT", nullable: true),
                    metadata = table.Column<string>(type: "JSON", nullable: false, defaultValue: "{}"),
                    created_at = table.Column<DateTime>(
                        type: "TEXT",
                        nullable: false,
                        defaultValueSql: "CURRENT_TIMESTAMP"
                    ),
                    updated_at = table.Column<DateTime>(
                        type: "TEXT",
                        nullable: false,
                        defaultValueSql: "CURRENT_TIMESTAMP"
                    ),
                    description = table.Column<string>(type: "TEXT", nullable: false, defaultValue: ""),
                    capabilities = table.Column<string>(type: "JSON", nullable: false, defaultValue: "[]"),
                    local_path = table.Column<string>(type: "TEXT", nullable: true),
                    root = table.Column<string>(type: "TEXT", nullable: true),
                    download_url = table.Column<string>(type: "TEXT", nullable: true),
                    checksum = table.Column<string>(type: "TEXT", nullable: true),
                    disk_usage = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used = table.Column<DateTime>(type: "TEXT", nullable: true),
                    download_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    modified_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    inode = table.Column<string>(type: "TEXT", nullable: true),
                    sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    auto_v2 = table.Column<string>(type: "TEXT", nullable: true),
                    model_type = table.Column<string>(type: "TEXT", nullable: true),
                    base_model = table.Column<string>(type: "TEXT", nullable: true),
                    format = table.Column<string>(type: "TEXT", nullable: true),
                    variant = table.Column<string>(type: "TEXT", nullable: true),
                    architecture = table.Column<string>(type: "TEXT", nullable: true),
                    creator = table.Column<string>(type: "TEXT", nullable: true),
                    notes = table.Column<string>(type: "TEXT", nullable: true),
                    user_tags = table.Column<string>(type: "JSON", nullable: false, defaultValue: "[]"),
                    trained_words = table.Column<string>(type: "JSON", nullable: false, defaultValue: "[]"),
                    origin = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "index"),
                    model_file_id = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_registry", x => x.id);
                    table.ForeignKey(
                        name: "FK_model_registry_model_files_model_file_id",
                        column: x => x.model_file_id,
                        principalTable: "model_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_access_keys_hash",
                table: "access_keys",
                column: "hash",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "IX_audit_log_at", table: "audit_log", column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_download_tasks_model_id_status",
                table: "download_tasks",
                columns: new[] { "model_id", "status" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_download_tasks_status_created_at",
                table: "download_tasks",
                columns: new[] { "status", "created_at" }
            );

            migrationBuilder.CreateIndex(name: "IX_events_at", table: "events", column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_job_log_job_id_id",
                table: "job_log",
                columns: new[] { "job_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_jobs_state_kind_created_at",
                table: "jobs",
                columns: new[] { "state", "kind", "created_at" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_events_model_id_id",
                table: "model_events",
                columns: new[] { "model_id", "id" }
            );

            migrationBuilder.CreateIndex(name: "IX_model_files_auto_v2", table: "model_files", column: "auto_v2");

            migrationBuilder.CreateIndex(
                name: "IX_model_files_model_version_id_source_id",
                table: "model_files",
                columns: new[] { "model_version_id", "source_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "IX_model_files_sha256", table: "model_files", column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_base_model_name_id",
                table: "model_registry",
                columns: new[] { "base_model", "name", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_local_path",
                table: "model_registry",
                column: "local_path",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_model_file_id",
                table: "model_registry",
                column: "model_file_id"
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_model_type_name_id",
                table: "model_registry",
                columns: new[] { "model_type", "name", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_name_id",
                table: "model_registry",
                columns: new[] { "name", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_provider_name_id",
                table: "model_registry",
                columns: new[] { "provider", "name", "id" }
            );

            migrationBuilder.CreateIndex(name: "IX_model_registry_sha256", table: "model_registry", column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_size_id",
                table: "model_registry",
                columns: new[] { "size", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_registry_status_name_id",
                table: "model_registry",
                columns: new[] { "status", "name", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_versions_source_id",
                table: "model_versions",
                column: "source_id"
            );

            migrationBuilder.CreateIndex(
                name: "IX_model_versions_source_model_id_source_id",
                table: "model_versions",
                columns: new[] { "source_model_id", "source_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_models_source_source_id",
                table: "models",
                columns: new[] { "source", "source_id" },
                unique: true
            );

            ModelSearchTable.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            ModelSearchTable.Drop(migrationBuilder);

            migrationBuilder.DropTable(name: "access_keys");

            migrationBuilder.DropTable(name: "audit_log");

            migrationBuilder.DropTable(name: "download_tasks");

            migrationBuilder.DropTable(name: "events");

            migrationBuilder.DropTable(name: "job_log");

            migrationBuilder.DropTable(name: "model_events");

            migrationBuilder.DropTable(name: "model_registry");

            migrationBuilder.DropTable(name: "settings");

            migrationBuilder.DropTable(name: "jobs");

            migrationBuilder.DropTable(name: "model_files");

            migrationBuilder.DropTable(name: "model_versions");

            migrationBuilder.DropTable(name: "models");
        }
    }
}
