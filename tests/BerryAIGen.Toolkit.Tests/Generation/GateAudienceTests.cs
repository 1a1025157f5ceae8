using BerryAIGen.Database.Models;
using BerryAIGen.Toolkit.Tests.Access;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Whom a gate lets pass is said by the key.</summary>
public sealed class GateAudienceTests(GuardedToolkit guarded) : IClassFixture<GuardedToolkit>
{
    [Fact]
    public async Task A_key_of_testers_passes_a_gate_of_testers_and_another_key_does_not()
    {
        const string gate = """{"audience":"testers","ecosystems":["SDXL"]}""";
        const string search = "/api/generation/search?can_generate=true";
        var made = await guarded.RunKeyAsync("add", "tess", "--scope", "read", "--audience", "testers");
        var tester = made.Output.Trim();
        await guarded.Toolkit.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "ink",
                    Name = "ink",
                    Status = ModelStatus.Local,
                    LocalPath = "/models/ink.bin",
                    ModelType = "lora",
                    BaseModel = "SDXL 1.0",
                }
            )
        );
        var before = await guarded.SendAsync("GET", search, "read");

        var put = await guarded.SendAsync("PUT", "/api/generation/gates/beta", "admin", gate);
        var closed = await guarded.SendAsync("GET", search, "read");
        var open = await guarded.SendAsync("GET", search, tester);
        var moderator = await guarded.SendAsync("GET", search, "admin");

        put.Status.ShouldBe(200, put.Body.ToJsonString());
        string[] counts = [.. new[] { before, closed, open, moderator }.Select(answer => answer.Text("total_count"))];
        counts.ShouldBe(["1", "0", "1", "1"]);
        (await guarded.SendAsync("GET", "/api/generation/gates", "write")).Status.ShouldBe(403);
        (await guarded.SendAsync("GET", "/api/access/keys", "admin")).Body.ToJsonString().ShouldContain("\"testers\"");
    }
}
