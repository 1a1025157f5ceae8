using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace BerryAIGen.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ListOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_model_registry_updated_at_id",
                table: "model_registry",
                columns: new[] { "updated_at", "id" }
            );

            WordIndexes.Create(migrationBuilder);
            ModelSearchTable.Drop(migrationBuilder);
            ModelSearchTable.Create(migrationBuilder);
            ModelSearchTable.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            WordIndexes.Drop(migrationBuilder);
            migrationBuilder.DropIndex(name: "IX_model_registry_updated_at_id", table: "model_registry");
        }
    }
}
