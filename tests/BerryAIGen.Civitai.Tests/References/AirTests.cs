using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class AirTests
{
    [Theory]
    [InlineData("urn:air:sdxl:checkpoint:civitai:827184@2514310", "sdxl|checkpoint|civitai|827184|2514310||")]
    [InlineData(
        "urn:air:sdxl:checkpoint:civitai:827184@2514310+2402203",
        "sdxl|checkpoint|civitai|827184|2514310|2402203|"
    )]
    [InlineData("sdxl:checkpoint:civitai:827184@2514310", "sdxl|checkpoint|civitai|827184|2514310||")]
    [InlineData("civitai:827184@2514310", "||civitai|827184|2514310||")]
    [InlineData("lora:civitai:1@2", "lora||civitai|1|2||")]
    [InlineData("urn:air:sd1:lora:civitai:1@2.safetensor", "sd1|lora|civitai|1|2||safetensor")]
    [InlineData("urn:air:sd1:lora:civitai:1@2+3.safetensor", "sd1|lora|civitai|1|2|3|safetensor")]
    [InlineData("urn:air:sd1:lora:civitai:1.safetensor", "sd1|lora|civitai|1|||safetensor")]
    [InlineData("URN:AIR:SDXL:Checkpoint:Civitai:1@2", "sdxl|checkpoint|civitai|1|2||")]
    [InlineData(
        "urn:air:other:other:civitai-r2:civitai-worker-assets@sam_vit_b_01ec64.pth",
        "other|other|civitai-r2|civitai-worker-assets|sam_vit_b_01ec64.pth||"
    )]
    [InlineData(
        "urn:air:oci:image:dockerhub:civitai/spine-comfy@v1.0.0",
        "oci|image|dockerhub|civitai/spine-comfy|v1.0.0||"
    )]
    [InlineData("urn:air:oci:image:ghcr:civitai/x@sha256:abc", "oci|image|ghcr|civitai/x|sha256:abc||")]
    [InlineData(
        "urn:air:flux1:checkpoint:huggingface:black-forest-labs/FLUX.1-dev@main.safetensors",
        "flux1|checkpoint|huggingface|black-forest-labs/FLUX.1-dev|main.safetensors||"
    )]
    public void Reads_what_the_official_parser_reads(string text, string expected)
    {
        var air = Air.Parse(text);

        string.Join('|', air.Ecosystem, air.Type, air.Source, air.Id, air.Version, air.FileId, air.Format)
            .ShouldBe(expected);
        Air.Parse(air.ToString()).ShouldBe(air);
    }

    [Theory]
    [InlineData("827184@2514310")]
    [InlineData("urn:air:sdxl:lora:civitai:")]
    [InlineData("urn:air:sdxl:lora:civitai:1@1+x")]
    [InlineData(" urn:air:sdxl:lora:civitai:1@2")]
    [InlineData("urn:air:sdxl:lora:civitai:1@2\n")]
    [InlineData("urn:air:sdxl:lora:civitai:1@2+99999999999")]
    [InlineData("https://civitai.com/models/1")]
    [InlineData("https://me:pw@civitai.com/models/1")]
    [InlineData("")]
    [InlineData(null)]
    public void Refuses_what_is_no_air(string? text) => Air.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Writes_what_Civitai_writes() =>
        Air.ForModel("Illustrious", "LoCon", new ModelId(1), new ModelVersionId(2), new FileId(3))
            .ToString()
            .ShouldBe("urn:air:sdxl:lycoris:civitai:1@2+3");

    [Fact]
    public void The_type_of_the_file_outranks_that_of_the_model() =>
        Air.ForModel("Flux.1 D", "Checkpoint", new ModelId(1), fileType: "Diffusion Model")
            .ToString()
            .ShouldBe("urn:air:flux1:diffusionmodel:civitai:1");

    [Fact]
    public void Another_sources_numbers_are_not_Civitais_ids()
    {
        var air = Air.Parse("urn:air:sd1:lora:orchestrator:12@34");

        air.ModelId.ShouldBeNull();
        air.VersionId.ShouldBeNull();
    }
}
