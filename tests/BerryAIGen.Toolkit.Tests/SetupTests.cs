using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests;

public sealed class SetupTests
{
    [Fact]
    public async Task Installed_programs_are_found_where_they_usually_are()
    {
        var home = new TemporaryFolder();
        Make(home, "ComfyUI", "main.py", "comfy/", "models/");
        Make(home, "AI/stable-diffusion-webui", "webui.py", "modules/");
        Make(home, "stable-diffusion-webui-forge", "webui.py", "modules/", "modules_forge/");
        Make(home, ".ollama/models", "manifests/", "blobs/");
        Make(home, "elsewhere/lms", "x");
        Make(home, "Fooocus", "readme.md");
        await using var toolkit = await RunningToolkit.StartAsync(
            home,
            new Dictionary<string, string> { ["HF_HUB_CACHE"] = home.Combine("elsewhere", "lms") }
        );

        var found = await toolkit.GetAsync("/api/setup/found");
        Directory.Move(home.Combine("ComfyUI"), home.Combine("gone"));
        var fewer = await toolkit.GetAsync("/api/setup/found");

        found["found"]!
            .AsArray()
            .Select(one => one!["id"]!.ToString())
            .ShouldBe(["comfyui", "forge", "a1111", "ollama", "huggingface"]);
        var comfy = found["found"]![0]!;
        comfy["models_folder"]!.ToString().ShouldBe(home.Combine("ComfyUI", "models"));
        comfy["layout"]!.ToString().ShouldBe("comfyui");
        comfy["is_root"]!.GetValue<bool>().ShouldBeFalse();
        Proven.Tells(
            "GET /api/setup/found",
            found,
            told => told["total_count"].GetValue<int>().ShouldBe(5),
            unlike: fewer
        );
    }

    private static void Make(TemporaryFolder home, string folder, params string[] names)
    {
        foreach (var name in names)
        {
            var path = home.Combine([.. folder.Split('/'), name.TrimEnd('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (name.EndsWith('/'))
                Directory.CreateDirectory(path);
            else
                File.WriteAllText(path, "");
        }
    }
}
