using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Settings;

/// <summary>The places for models over HTTP: the same file that <c>berry roots</c> writes, and what is in it counts at once.</summary>
public sealed class RootSettingsTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private const string Roots = "/api/settings/roots";

    [Theory]
    [InlineData("new", "{}", "needs \"path\"")]
    [InlineData("new", """{"path":""}""", "must be a whole one")]
    [InlineData("new", """{"path":"models"}""", "must be a whole one")]
    [InlineData("new", """{"path":"~/models"}""", "must be a whole one")]
    [InlineData("new", """{"path":"/tmp/never","layout":"nothing"}""", "no layout \"nothing\"")]
    [InlineData("new", """{"path":"/tmp/never","types":["nothing"]}""", "no folder \"nothing\"")]
    [InlineData("new", """{"path":"/tmp/never","templates":{"loras":"{nothing}"}}""", "nothing")]
    [InlineData("new", """{"path":"/tmp/never","min_free":-1}""", "an amount from 0 is expected")]
    [InlineData("new", """{"path":"/tmp/never","after_download":"gguf"}""", "gguf")]
    [InlineData("new", """{"path":"/tmp/never","region":"auto"}""", "s3://bucket/prefix only")]
    [InlineData("new", """{"path":"s3://"}""", "no name of a bucket")]
    [InlineData("new", """{"path":"/tmp/never","readonly":true}""", "readonly")]
    [InlineData("new", """{"path":7}""", "\"path\" must be a text")]
    [InlineData("..%2Fnew", """{"path":"/tmp/never"}""", "no plain name")]
    public async Task What_is_no_root_is_refused_and_nothing_is_written(string name, string body, string told)
    {
        var (status, error) = await shared.Toolkit.SendAsync("PUT", $"{Roots}/{name}", body);

        status.ShouldBe(400, error.ToJsonString());
        error["error"]!["message"]!.ToString().ShouldContain(told);
        File.Exists(shared.Toolkit.Path(".config", "berryaigen", "config.json")).ShouldBeFalse();
        Directory.Exists("/tmp/never").ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "root")]
    [InlineData("?root=models", "must be a whole one")]
    [InlineData("?root=s3://bucket/prefix", "is a bucket")]
    [InlineData("?root=/srv/models&layout=nothing", "no layout \"nothing\"")]
    public async Task What_cannot_be_previewed_is_told(string question, string told)
    {
        var (status, error) = await shared.Toolkit.SendAsync("GET", $"{Roots}/preview{question}");

        status.ShouldBe(400);
        error["error"]!["message"]!.ToString().ShouldContain(told);
    }

    [Fact]
    public async Task A_root_that_is_not_there_cannot_be_forgotten() =>
        (await shared.Toolkit.FailAsync(HttpMethod.Delete, $"{Roots}/nothing", HttpStatusCode.NotFound))["message"]!
            .ToString()
            .ShouldContain("\"nothing\"");

    [Fact]
    public async Task A_preview_tells_what_goes_where_and_makes_nothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("ComfyUI", "models", "loras"));
        var root = folder.Combine("ComfyUI");

        var comfy = await shared.Toolkit.GetAsync($"{Roots}/preview?root={root}");
        var forge = await shared.Toolkit.GetAsync($"{Roots}/preview?root={folder.Combine("forge")}&layout=forge");

        Proven.Tells(
            "GET /api/settings/roots/preview",
            comfy,
            told =>
            {
                var loras = told["folders"].One(one => one["kind"].ToString() == "loras");
                loras["path"].ToString().ShouldBe(Path.Combine(root, "models", "loras"));
                loras["exists"].GetValue<bool>().ShouldBeTrue();
                loras["types"].AsArray().Select(type => type.ToString()).ShouldContain("LORA");
            },
            unlike: forge
        );
        Directory.GetFileSystemEntries(folder.Path).ShouldHaveSingleItem();
        Directory.GetFileSystemEntries(Path.Combine(root, "models")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_root_counts_as_soon_as_it_is_added_changed_or_forgotten()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        var (folder, file) = (toolkit.Path("apps", "ComfyUI"), toolkit.Path(".config", "berryaigen", "config.json"));
        var model = toolkit.Home.Combine("apps", "ComfyUI", "models", "loras", "style.safetensors");
        SmallLora.Write(model);
        var none = await toolkit.GetAsync(Roots);

        await Proven.ChangesAsync(
            "PUT /api/settings/roots/{name}",
            () => PutAsync(toolkit, "fast", new JsonObject { ["path"] = folder, ["min_free"] = 1000 }),
            () =>
            {
                File.Exists(file).ShouldBeTrue();
                JsonNode.Parse(File.ReadAllText(file))!["roots"]![0]!["path"]!.ToString().ShouldBe(folder);
            }
        );
        // Nobody asked for a look.
        var library = await toolkit.WaitAsync(
            "/api/models/library",
            answer => answer["models"]!.AsArray().Any(one => one!["local_path"]?.ToString() == model)
        );
        var one = await toolkit.GetAsync(Roots);
        var id = library["models"]!.AsArray().Single(row => row!["local_path"]?.ToString() == model)!["id"]!;
        await PutAsync(toolkit, "FAST", new JsonObject { ["read_only"] = true });
        var refused = await toolkit.FailAsync(
            HttpMethod.Delete,
            $"/api/models/{Uri.EscapeDataString(id.ToString())}",
            HttpStatusCode.Forbidden
        );
        var readOnly = await toolkit.GetAsync(Roots);
        await Proven.ChangesAsync(
            "DELETE /api/settings/roots/{name}",
            () => toolkit.DeleteAsync($"{Roots}/fast"),
            () => File.ReadAllText(file).ShouldNotContain("fast")
        );

        none["roots"]!.AsArray().ShouldBeEmpty();
        none["layouts"]!.AsArray().Select(row => row!["id"]!.ToString()).ShouldContain("comfyui");
        Proven.Tells(
            "GET /api/settings/roots",
            one,
            told =>
            {
                told["roots"][0]["name"].ToString().ShouldBe("fast");
                told["roots"][0]["default"].GetValue<bool>().ShouldBeTrue();
                told["roots"][0]["min_free"].GetValue<int>().ShouldBe(1000);
                told["models_folder"].ToString().ShouldBe(Path.Combine(folder, "models"));
            },
            unlike: none
        );
        refused["message"]!.ToString().ShouldContain("read-only by your settings");
        readOnly["roots"]![0]!["min_free"]!.GetValue<int>().ShouldBe(1000);
        readOnly["roots"]![0]!["default"]!.GetValue<bool>().ShouldBeFalse();
        File.Exists(model).ShouldBeTrue();
        (await toolkit.GetAsync("/api/models/index"))["folders"]!.ToJsonString().ShouldNotContain("ComfyUI");
    }

    [Fact]
    public async Task What_berry_writes_into_the_file_is_seen_with_the_next_question()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.GetAsync(Roots);
        var file = toolkit.Home.Combine(".config", "berryaigen", "config.json");

        await File.WriteAllTextAsync(
            file,
            """{"roots":[{"name":"attic","path":"s3://my-models/comfyui","region":"auto","new_member":1}]}""",
            TestContext.Current.CancellationToken
        );
        var seen = await toolkit.GetAsync(Roots);
        await PutAsync(toolkit, "attic", new JsonObject { ["region"] = "" });
        await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);
        var (status, broken) = await toolkit.SendAsync("GET", Roots);

        seen["roots"]![0]!["bucket"]!.GetValue<bool>().ShouldBeTrue();
        seen["roots"]![0]!["region"]!.ToString().ShouldBe("auto");
        seen["roots"]![0]!["default"]!.GetValue<bool>().ShouldBeFalse();
        status.ShouldBe(400);
        broken["error"]!["message"]!.ToString().ShouldContain(file);
    }

    private static async Task<JsonNode> PutAsync(RunningToolkit toolkit, string name, JsonObject wish)
    {
        var (status, body) = await toolkit.SendAsync("PUT", $"{Roots}/{name}", wish.ToJsonString());
        status.ShouldBe(200, body.ToJsonString());
        return body;
    }
}
