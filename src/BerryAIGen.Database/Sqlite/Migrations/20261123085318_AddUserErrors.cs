using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddUserErrors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_user_error",
                table: "workflow_steps",
                type: "INTEGER",
                nullable: false,
                defaultValue: false
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "is_user_error", table: "workflow_steps");
        }
    }
}
