using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddGenerationWaits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "tier", table: "generations", type: "TEXT", nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "waits_until",
                table: "generations",
                type: "TEXT",
                nullable: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "tier", table: "generations");

            migrationBuilder.DropColumn(name: "waits_until", table: "generations");
        }
    }
}
