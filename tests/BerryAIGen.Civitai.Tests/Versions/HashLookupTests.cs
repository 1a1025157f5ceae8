using System.Text.Json;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Versions;

public sealed class HashLookupTests
{
    private const string Bulk = "/api/v1/model-versions/by-hash";
    private const string BulkIds = "/api/v1/model-versions/by-hash/ids";

    [Fact]
    public async Task Answers_in_any_order_with_nulls_and_duplicates_are_sorted_back()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            Bulk,
            ScriptedAnswer.Json($"[{Version(2, Hash(2))},null,{Version(1, Hash(1))},{Version(1, Hash(1))}]")
        );

        var found = await scene.Client().Versions.FindByHashesAsync([Hash(1), Hash(2), Hash(3)], Scene.Cancelled);

        found.Keys.ShouldBe([Hash(1), Hash(2)], ignoreOrder: true);
        found[Hash(1).ToLowerInvariant()].ShouldHaveSingleItem().Id.ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_versions_with_a_file_the_oldest_published_comes_first()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(
            Bulk,
            ScriptedAnswer.Json(
                $"[{Version(1, Hash(1), "2025-01-01")},{Version(2, Hash(1), "2023-01-01")},{Version(3, Hash(1), null)}]"
            )
        );

        var found = await scene.Client().Versions.FindByHashesAsync([Hash(1)], Scene.Cancelled);

        found[Hash(1)].Select(version => version.Id).ShouldBe([2, 1, 3]);
    }

    [Fact]
    public async Task Many_hashes_are_asked_for_in_pieces_of_a_hundred_and_each_once()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Bulk, ScriptedAnswer.Json("[]"));
        var hashes = Enumerable.Range(0, 150).Select(Hash).ToList();

        await scene
            .Client()
            .Versions.FindByHashesAsync(
                [.. hashes, .. hashes.Select(hash => hash.ToLowerInvariant())],
                Scene.Cancelled
            );

        Sent(scene).Select(piece => piece.Length).ShouldBe([100, 50]);
        Sent(scene).SelectMany(piece => piece).ShouldBe(hashes);
    }

    [Fact]
    public async Task Ids_are_asked_for_in_pieces_of_ten_thousand()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(BulkIds, ScriptedAnswer.Json($"[{Ids(Hash(1), 5)},{Ids(Hash(1), 5)},{Ids(Hash(1), 4)}]"));

        var found = await scene
            .Client()
            .Versions.FindIdsByHashesAsync(Enumerable.Range(0, 10_001).Select(Hash), Scene.Cancelled);

        Sent(scene).Select(piece => piece.Length).ShouldBe([10_000, 1]);
        found.ShouldHaveSingleItem().Value.Select(ids => ids.ModelVersionId).ShouldBe([4, 5]);
    }

    [Fact]
    public async Task Broken_download_addresses_are_repaired()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Bulk, ScriptedAnswer.Json($"[{Version(1, Hash(1))}]"));

        var version = (await scene.Client().Versions.FindByHashesAsync([Hash(1)], Scene.Cancelled))[Hash(1)][0];

        version.DownloadUrl.ShouldBe($"{scene.Server.Url}api/download/models/1");
        version.Files[0].DownloadUrl.ShouldBe($"{scene.Server.Url}api/download/models/1?type=VAE");
    }

    [Fact]
    public async Task A_version_whose_files_do_not_show_the_hash_is_not_lost()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Bulk, ScriptedAnswer.Json($"[{Version(7, Hash(9))}]"));
        scene.Server.On(BulkIds, ScriptedAnswer.Json($"[{Ids(Hash(1), 7)}]"));

        var found = await scene.Client().Versions.FindByHashesAsync([Hash(1)], Scene.Cancelled);

        found[Hash(1)].ShouldHaveSingleItem().Id.ShouldBe(7);
    }

    [Fact]
    public async Task No_hashes_ask_nothing()
    {
        await using var scene = await Scene.StartAsync();

        (await scene.Client().Versions.FindByHashesAsync([], Scene.Cancelled)).ShouldBeEmpty();

        scene.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_short_hash_in_bulk_is_named_before_anything_is_asked()
    {
        await using var scene = await Scene.StartAsync();

        var error = await Should.ThrowAsync<ArgumentException>(() =>
            scene.Client().Versions.FindByHashesAsync(["abc"], Scene.Cancelled)
        );

        error.Message.ShouldStartWith("\"abc\" is not a SHA-256: it must have 64 hexadecimal digits.");
        scene.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_hash_is_asked_for_in_upper_case()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On($"{Bulk}/ABC123DEF456", ScriptedAnswer.Json(Version(1, Hash(1))));

        (await scene.Client().GetModelVersionsByHashAsync("abc123def456", Scene.Cancelled)).Id.ShouldBe(1);
    }

    private static string Hash(int number) => number.ToString("X64");

    private static IEnumerable<string[]> Sent(Scene scene) =>
        scene.Server.Requests.Select(request => JsonSerializer.Deserialize<string[]>(request.Body)!);

    private static string Ids(string hash, int version) =>
        $$"""{"modelVersionId":{{version}},"modelId":1,"hash":"{{hash}}"}""";

    private static string Version(int id, string hash, string? published = "2024-01-01") =>
        JsonSerializer.Serialize(
            new
            {
                id,
                publishedAt = published,
                downloadUrl = $"https://undefined/api/download/models/{id}",
                files = new[]
                {
                    new
                    {
                        id = id * 10,
                        hashes = new { SHA256 = hash },
                        downloadUrl = $"https://undefined/api/download/models/{id}?type=VAE",
                    },
                },
            }
        );
}
