using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace BerryAIGen.Database.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Pictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "picture_folders",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    path = table.Column<string>(type: "text", nullable: false),
                    is_recursive = table.Column<bool>(type: "boolean", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    indexed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_picture_folders", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "picture_models",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    key = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    hash = table.Column<string>(type: "text", nullable: true),
                    hash_kind = table.Column<string>(type: "text", nullable: true),
                    told_model_id = table.Column<long>(type: "bigint", nullable: true),
                    told_version_id = table.Column<long>(type: "bigint", nullable: true),
                    version_name = table.Column<string>(type: "text", nullable: true),
                    air = table.Column<string>(type: "text", nullable: true),
                    found_model_id = table.Column<long>(type: "bigint", nullable: true),
                    found_version_id = table.Column<long>(type: "bigint", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    model_id = table.Column<string>(type: "text", nullable: true),
                    is_here = table.Column<bool>(type: "boolean", nullable: false),
                    matched_by = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_picture_models", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "pictures",
                columns: table => new
                {
                    id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    folder_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    modified_ticks = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: true),
                    height = table.Column<int>(type: "integer", nullable: true),
                    application = table.Column<string>(type: "text", nullable: true),
                    application_version = table.Column<string>(type: "text", nullable: true),
                    prompt = table.Column<string>(type: "text", nullable: true),
                    negative_prompt = table.Column<string>(type: "text", nullable: true),
                    seed = table.Column<string>(type: "text", nullable: true),
                    steps = table.Column<int>(type: "integer", nullable: true),
                    cfg_scale = table.Column<double>(type: "double precision", nullable: true),
                    sampler = table.Column<string>(type: "text", nullable: true),
                    scheduler = table.Column<string>(type: "text", nullable: true),
                    asked_width = table.Column<int>(type: "integer", nullable: true),
                    asked_height = table.Column<int>(type: "integer", nullable: true),
                    settings = table.Column<string>(type: "json", nullable: false),
                    problems = table.Column<string>(type: "json", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: true),
                    thumbnail = table.Column<string>(type: "text", nullable: true),
                    thumbnail_problem = table.Column<string>(type: "text", nullable: true),
                    indexed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pictures", x => x.id);
                    table.ForeignKey(
                        name: "FK_pictures_picture_folders_folder_id",
                        column: x => x.folder_id,
                        principalTable: "picture_folders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "picture_links",
                columns: table => new
                {
                    picture_id = table.Column<long>(type: "bigint", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    picture_model_id = table.Column<long>(type: "bigint", nullable: false),
                    weight = table.Column<double>(type: "double precision", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_picture_links", x => new { x.picture_id, x.position });
                    table.ForeignKey(
                        name: "FK_picture_links_picture_models_picture_model_id",
                        column: x => x.picture_model_id,
                        principalTable: "picture_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_picture_links_pictures_picture_id",
                        column: x => x.picture_id,
                        principalTable: "pictures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_picture_folders_path",
                table: "picture_folders",
                column: "path",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_picture_links_picture_model_id_picture_id",
                table: "picture_links",
                columns: new[] { "picture_model_id", "picture_id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_picture_models_key",
                table: "picture_models",
                column: "key",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_picture_models_model_id",
                table: "picture_models",
                column: "model_id"
            );

            migrationBuilder.CreateIndex(
                name: "IX_pictures_folder_id_path",
                table: "pictures",
                columns: new[] { "folder_id", "path" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_pictures_modified_ticks_id",
                table: "pictures",
                columns: new[] { "modified_ticks", "id" }
            );

            migrationBuilder.CreateIndex(name: "IX_pictures_thumbnail", table: "pictures", column: "thumbnail");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "picture_links");

            migrationBuilder.DropTable(name: "picture_models");

            migrationBuilder.DropTable(name: "pictures");

            migrationBuilder.DropTable(name: "picture_folders");
        }
    }
}
