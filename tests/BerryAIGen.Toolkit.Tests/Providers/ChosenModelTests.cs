using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>The models that a person chose for a provider, and what that changes.</summary>
public sealed class ChosenModelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_chosen_comes_first_wherever_models_are_proposed()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await toolkit.WriteAsync(context =>
            context.Registry.AddRange(Model("strong", "8B", 4L << 30), Model("weak", "0.5B", 1L << 29))
        );
        var before = await toolkit.GetAsync("/api/providers/llama-cpp/recommendations");

        var (status, settings) = await Proven.ChangesAsync(
            "PUT /api/providers/{provider}/settings",
            () => ChooseAsync(toolkit, "weak", "tinyllama-1.1b-chat-q4"),
            async () =>
                (await toolkit.GetAsync("/api/providers/llama-cpp/validate"))["chosen_models"]!
                    .AsArray()
                    .Count.ShouldBe(2)
        );
        var recommended = await toolkit.GetAsync("/api/providers/llama-cpp/recommendations?limit=3");
        var suggested = await toolkit.GetAsync("/api/providers/llama-cpp/suggestions");
        var valid = await toolkit.GetAsync("/api/providers/llama-cpp/validate");
        var others = await toolkit.GetAsync("/api/providers/ollama/recommendations");

        status.ShouldBe(200, settings.ToJsonString());
        Ids(before["recommendations"]!)[0].ShouldNotBe("weak");
        before.ToJsonString().ShouldNotContain("chosen");
        var (first, second) = (recommended["recommendations"]![0]!, recommended["recommendations"]![1]!);
        ((string[])[first["model_id"]!.ToString(), second["model_id"]!.ToString()]).ShouldBe(
            ["weak", "tinyllama-1.1b-chat-q4"],
            ignoreOrder: true
        );
        first["chosen"]!.GetValue<bool>().ShouldBeTrue();
        recommended["recommendations"]![2]!["chosen"].ShouldBeNull();
        var details = suggested["compatibility_details"]!;
        details["weak"]!["chosen"]!.GetValue<bool>().ShouldBeTrue();
        details["strong"]!["chosen"].ShouldBeNull();
        var band = suggested["recommendations"]!
            .AsObject()
            .Select(one => one.Value!.AsArray().Select(id => id!.ToString()).ToArray())
            .Single(ids => ids.Contains("weak"));
        band[0].ShouldBe("weak");
        valid["local_models"]![0]!.ToString().ShouldBe("weak");
        valid["suggested_downloads"]![0]!.ToString().ShouldBe("tinyllama-1.1b-chat-q4");
        valid["chosen_models"]!.AsArray().Count.ShouldBe(2);
        others.ToJsonString().ShouldNotContain("chosen");

        await toolkit.SendAsync("PUT", "/api/providers/llama-cpp/settings", """{"models":null}""");
        var after = await toolkit.GetAsync("/api/providers/llama-cpp/recommendations");
        after.ToJsonString().ShouldBe(before.ToJsonString());
    }

    [Fact]
    public async Task A_model_that_nobody_knows_is_refused_by_name()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        await ChooseAsync(toolkit, "tinyllama-1.1b-chat-q4");

        var (status, answer) = await ChooseAsync(toolkit, "tinyllama-1.1b-chat-q4", "no-such-model");

        status.ShouldBe(400);
        answer["error"]!["message"]!.ToString().ShouldStartWith("There is no model \"no-such-model\" in the library");
        var settings = await toolkit.GetAsync("/api/providers/llama-cpp/settings");
        Proven.Tells(
            "GET /api/providers/{provider}/settings",
            settings,
            told => told["models"].AsArray().Select(id => id.ToString()).ShouldBe(["tinyllama-1.1b-chat-q4"])
        );
    }

    [Fact]
    public async Task Who_takes_it_packed_gets_the_same_suggestions()
    {
        await using var toolkit = await RunningToolkit.StartAsync();
        using var packing = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip }
        )
        {
            BaseAddress = toolkit.Http.BaseAddress,
        };
        using var raw = new HttpRequestMessage(HttpMethod.Get, "/api/providers/llama-cpp/suggestions");
        raw.Headers.Add("Accept-Encoding", "gzip;q=0, identity");

        var plain = await toolkit.GetAsync("/api/providers/llama-cpp/suggestions");
        using var answer = await toolkit.Http.SendAsync(raw, Stop);
        using var packed = await packing.GetAsync("/api/providers/llama-cpp/suggestions", Stop);

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!.ToJsonString().ShouldBe(plain.ToJsonString());
        JsonNode.Parse(await packed.Content.ReadAsStringAsync(Stop))!.ToJsonString().ShouldBe(plain.ToJsonString());
        plain["compatibility_details"]!.AsObject().Count.ShouldBe(plain["total_compatible_models"]!.GetValue<int>());
    }

    private static Task<(int Status, JsonNode Body)> ChooseAsync(RunningToolkit toolkit, params string[] models) =>
        toolkit.SendAsync(
            "PUT",
            "/api/providers/llama-cpp/settings",
            new JsonObject { ["models"] = new JsonArray([.. models.Select(id => JsonValue.Create(id))]) }.ToJsonString()
        );

    private static string[] Ids(JsonNode list) => [.. list.AsArray().Select(one => one!["model_id"]!.ToString())];

    private static ModelRow Model(string id, string parameters, long size) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            Format = "gguf",
            Architecture = "llama",
            Size = size,
            Capabilities = """["text-generation","chat"]""",
            Metadata = $$"""{"parameters":"{{parameters}}","quantization":"Q4_K_M","context_length":8192}""",
        };
}
