using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

public sealed class TypesTests : IDisposable
{
    private readonly BerryHome _home = new();

    [Fact]
    public async Task Types_prints_the_thirteen_rows()
    {
        var run = await _home.RunAsync("civitai", "types");

        run.ShouldExit(0)
            .Output.ShouldBe(
                """
                Civitai model type mappings:
                  Checkpoint -> checkpoints
                  LORA -> loras
                  LoCon -> loras
                  TextualInversion -> embeddings
                  Hypernetwork -> hypernetworks
                  AestheticGradient -> embeddings
                  Controlnet -> controlnet
                  Poses -> controlnet
                  VAE -> vae
                  Upscaler -> upscale_models
                  MotionModule -> motion_modules
                  Wildcards -> wildcards
                  Other -> checkpoints

                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public async Task Types_as_json_names_the_folder_of_each()
    {
        var run = await _home.RunAsync("civitai", "types", "--json");

        run.ShouldExit(0).Json.GetProperty("types").GetProperty("Upscaler").GetString().ShouldBe("upscale_models");
    }

    public void Dispose() => _home.Dispose();
}
