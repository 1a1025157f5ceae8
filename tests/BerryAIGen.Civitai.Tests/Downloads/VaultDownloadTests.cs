using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Sandbox;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Downloads;

/// <summary>The files that a member's vault keeps.</summary>
public sealed class VaultDownloadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxServer _sandbox = fixture.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_of_an_item_is_found_at_the_storage()
    {
        using var client = Client("sandbox-key");
        var item = await client.Vault.SearchAsync(null, Cancelled).FirstAsync(Cancelled);
        var before = _sandbox.Requests.To("storage").Count;

        foreach (var file in item.Files)
        {
            var target = await client.Vault.ResolveAsync(
                item.Id,
                VaultContent.Model,
                new FileId(file.Id!.Value),
                Cancelled
            );

            target.FileName.ShouldBe(file.DisplayName);
            (target.SizeBytes / 1024.0).ShouldBe(file.SizeKB);
            target.Address.Authority.ShouldBe(_sandbox.StorageUrl.Authority);
        }

        item.Files.ShouldNotBeEmpty();
        _sandbox.Requests.To("storage").Skip(before).ShouldAllBe(request => !request.HasAuthorization);
    }

    [Fact]
    public async Task Without_a_file_the_vault_chooses_one()
    {
        using var client = Client("sandbox-key");
        var item = await client.Vault.SearchAsync(null, Cancelled).FirstAsync(Cancelled);

        var target = await client.Vault.ResolveAsync(item.Id, cancellationToken: Cancelled);

        item.Files.Select(file => file.DisplayName).ShouldContain(target.FileName);
    }

    [Fact]
    public async Task An_item_or_file_that_the_vault_does_not_keep_is_missing()
    {
        using var client = Client("sandbox-key");
        var item = await client.Vault.SearchAsync(null, Cancelled).FirstAsync(Cancelled);

        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            client.Vault.ResolveAsync(1, cancellationToken: Cancelled)
        );
        await Should.ThrowAsync<CivitaiNotFoundException>(() =>
            client.Vault.ResolveAsync(item.Id, VaultContent.Model, new FileId(1), Cancelled)
        );
    }

    [Theory]
    [InlineData("sandbox-key-free")]
    [InlineData(null)]
    public async Task Strangers_and_free_accounts_have_no_vault_to_load_from(string? key)
    {
        using var client = Client(key);

        await Should.ThrowAsync<CivitaiUnauthorizedException>(() =>
            client.Vault.ResolveAsync(5, cancellationToken: Cancelled)
        );
    }

    [Fact]
    public async Task A_number_that_names_no_item_is_refused_before_it_is_sent()
    {
        using var client = Client("sandbox-key");

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() =>
            client.Vault.ResolveAsync(0, cancellationToken: Cancelled)
        );
    }

    private CivitaiClient Client(string? key) =>
        new(new CivitaiOptions { SiteUrl = _sandbox.CivitaiUrl, ApiKey = key });
}
