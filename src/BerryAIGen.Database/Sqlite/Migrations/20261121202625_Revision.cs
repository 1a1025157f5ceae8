using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Revision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "library_revision",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_library_revision", x => x.id);
                }
            );

            migrationBuilder.InsertData(
                table: "library_revision",
                columns: new[] { "id", "number" },
                values: new object[] { 1, 1L }
            );

            RevisionTriggers.Create(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            RevisionTriggers.Drop(migrationBuilder);
            migrationBuilder.DropTable(name: "library_revision");
        }
    }
}
