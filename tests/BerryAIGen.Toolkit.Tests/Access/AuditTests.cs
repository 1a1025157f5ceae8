using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Catalog;

namespace BerryAIGen.Toolkit.Tests.Access;

/// <summary>The record of changes says of each kind what was changed.</summary>
public sealed class AuditTests(GuardedToolkit guarded) : IClassFixture<GuardedToolkit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_of_the_library_names_its_subject()
    {
        await using var source = new RawHttpServer(RawReply.File(new byte[100]));
        await using var server = await CatalogToolkit.StartAsync(
            ("BERRY_ALLOW_HOSTS", "127.0.0.1"),
            ("ENABLE_MODEL_VALIDATION", "off"),
            ("ENABLE_SECURITY_SCANNING", "off")
        );
        var toolkit = server.Toolkit;
        var path = server.Home.Combine("own", "style.safetensors");
        SmallLora.Write(path);

        var imported = await toolkit.PostAsync(
            "/api/models/import",
            new JsonObject { ["path"] = path, ["type"] = "loras" }
        );
        var id = imported["model_id"]!.ToString();
        var item = (await toolkit.DeleteAsync($"/api/models/{id}"))["trash_item"]!.ToString();
        await toolkit.PostAsync("/api/models/trash/restore", new JsonObject { ["items"] = new JsonArray(item) });
        await toolkit.DeleteAsync($"/api/models/{id}");
        await toolkit.DeleteAsync("/api/models/trash?apply=true");
        await toolkit.PostAsync("/api/models/registry", JsonNode.Parse("""[{"name":"A"},{"name":"B"}]"""));
        await toolkit.PostAsync("/api/models/index?wait=true", new JsonObject());
        await toolkit.PostAsync(
            "/api/providers",
            new JsonObject
            {
                ["id"] = "mine",
                ["name"] = "mine",
                ["supported_formats"] = new JsonArray("gguf"),
            }
        );
        await toolkit.SendAsync("PUT", "/api/settings/network", """{"hash_lookup":false,"update_checks":true}""");
        var task = await toolkit.PostAsync(
            "/api/models/download",
            new JsonObject { ["reference"] = source.Address("/some-file.bin").ToString(), ["type"] = "checkpoints" }
        );

        var lines = Lines(await toolkit.GetAsync("/api/audit"));
        lines.ShouldContain(("POST /api/models/import", id));
        lines.ShouldContain(("DELETE /api/models/{id}", id));
        lines.ShouldContain(("POST /api/models/trash/restore", imported["path"]!.ToString()));
        lines.ShouldContain(("DELETE /api/models/trash", imported["path"]!.ToString()));
        lines.ShouldContain(("POST /api/models/registry", "2 models added, 0 completed"));
        lines.ShouldContain(("POST /api/models/index", server.Models));
        lines.ShouldContain(("POST /api/providers", "mine"));
        lines.ShouldContain(("PUT /api/settings/network", "hash_lookup: on → off"));
        lines.ShouldContain(("POST /api/models/download", task["model_id"]!.ToString()));
    }

    [Fact]
    public async Task Pages_that_were_opened_keys_of_the_command_and_who_was_turned_away_are_in_it()
    {
        await guarded.RunKeyAsync("add", "tablet", "--scope", "read");
        await guarded.RunKeyAsync("remove", "tablet");
        var wish = new JsonObject { ["key"] = guarded.Keys["write"] }.ToJsonString();
        var opened = await guarded.SendAsync("POST", "/api/access/session", body: wish);
        var cookie = opened.Headers["Set-Cookie"].Split(';')[0];
        await guarded.SendAsync(
            "DELETE",
            "/api/access/session",
            headers: [("Cookie", cookie), ("X-CSRF-Token", opened.Text("csrf_token"))]
        );
        for (var attempt = 0; attempt < 3; attempt++)
            await guarded.SendAsync("GET", "/api/access/keys", "read");

        var page = await guarded.SendAsync("GET", "/api/audit?limit=500", "admin");

        var lines = Lines(page.Body);
        lines.ShouldContain(("key add", "tablet"));
        lines.ShouldContain(("key remove", "tablet"));
        lines.ShouldContain(("POST /api/access/session", "opened"));
        lines.ShouldContain(("DELETE /api/access/session", "closed"));
        page.Body.ToJsonString().ShouldNotContain(guarded.Keys["write"]);
        // One line a minute and address, however often somebody tries.
        var away = page.Body["entries"]!
            .AsArray()
            .Where(entry => entry!["details"]!["status"]?.GetValue<int>() == 403)
            .ToArray();
        away.ShouldHaveSingleItem()!["who"]!.ToString().ShouldBe("the read");
        away[0]!["subject"]!.ToString().ShouldBe("needs admin");
    }

    private static IReadOnlyList<(string What, string? Subject)> Lines(JsonNode page) =>
        [.. page["entries"]!.AsArray().Select(entry => (entry!["what"]!.ToString(), entry["subject"]?.ToString()))];
}
