using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("postgres://me:p%40ss@db.example:5433/models", "\"models\" on db.example:5433")]
    [InlineData("postgresql://db.example/models", "\"models\" on db.example:5432")]
    [InlineData("Host=db.example;Database=models;Password=p@ss", "\"models\" on db.example:5432")]
    public void A_server_is_named_without_its_password(string address, string shown)
    {
        var database = LibraryDatabase.Open(address);

        database.IsPostgreSql.ShouldBeTrue();
        database.Describe().ShouldBe(shown);
    }

    [Theory]
    [InlineData("postgres://user:secret@/nowhere")]
    [InlineData("postgres://user:secret@host")]
    [InlineData("Host=a;Nonsense=secret")]
    [InlineData("postgres://host/db?Nonsense=secret")]
    public void An_address_that_cannot_be_read_is_told_without_its_secret(string address)
    {
        var refused = Should.Throw<LibraryException>(() => LibraryDatabase.Open(address));

        refused.Message.ShouldNotContain("secret");
        refused.Failure.Code.ShouldBe(FailureCode.Usage);
    }

    [Fact]
    public void Anything_else_is_the_path_of_a_file()
    {
        using var folder = new TemporaryFolder();

        LibraryDatabase.Open(folder.Combine("my library.db")).Describe().ShouldBe(folder.Combine("my library.db"));
    }
}
