using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            CoveringIndexes.Create(migrationBuilder);
            ModelSearchTable.Drop(migrationBuilder);
            ModelSearchTable.Create(migrationBuilder);
            ModelSearchTable.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            CoveringIndexes.Drop(migrationBuilder);
        }
    }
}
