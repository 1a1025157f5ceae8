using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class CivitaiAddressTests
{
    [Theory]
    [InlineData("https://civitai.com/models/1?modelVersionId=2", CivitaiAddressKind.Model, "1|2|||")]
    [InlineData("http://www.civitai.com/models/1/", CivitaiAddressKind.Model, "1||||")]
    [InlineData("https://civitai.green/model-versions/2", CivitaiAddressKind.Version, "|2|||")]
    [InlineData("https://civitai.com/api/v1/models/1", CivitaiAddressKind.Model, "1||||")]
    [InlineData("https://civitai.com/api/v1/model-versions/mini/2?modelFileId=3", CivitaiAddressKind.Version, "|2|3||")]
    [InlineData(
        "https://civitai.com/api/v1/model-versions/by-hash/ABC123DEF456",
        CivitaiAddressKind.Hash,
        "||||abc123def456"
    )]
    [InlineData("https://api.civitai.com/download/models/2?fileId=3", CivitaiAddressKind.Download, "|2|3||")]
    [InlineData("https://civitai.com/images/5", CivitaiAddressKind.Image, "|||5|")]
    [InlineData("https://image.civitai.com/x/y/width=450/5.jpeg", CivitaiAddressKind.Image, "|||5|")]
    public void Reads_every_form(string text, CivitaiAddressKind kind, string expected)
    {
        var address = CivitaiAddress.Parse(text);

        address.Kind.ShouldBe(kind);
        string.Join('|', address.ModelId, address.VersionId, address.FileId, address.ImageId, address.Hash)
            .ShouldBe(expected);
    }

    [Fact]
    public void A_download_address_keeps_its_wishes()
    {
        var address = CivitaiAddress.Parse("civitai.com/api/download/models/2?type=Pruned%20Model&fp=fp16");

        address.Selection.Type.ShouldBe("Pruned Model");
        address.Selection.Precision.ShouldBe("fp16");
    }

    [Fact]
    public void Neither_the_token_nor_the_password_is_printed()
    {
        var address = CivitaiAddress.Parse("https://me:pw@civitai.com/api/download/models/1?type=VAE&token=SECRET#x");

        address.Url.ToString().ShouldBe("https://civitai.com/api/download/models/1?type=VAE");
        address.ToString().ShouldNotContain("SECRET");
        address.ToString().ShouldNotContain("pw");
    }

    [Theory]
    [InlineData("https://civitai.com/models/99999999999", "99999999999")]
    [InlineData("https://civitai.com/models/1?modelVersionId=99999999999", "99999999999")]
    [InlineData("https://civitai.com/models/0", "\"0\"")]
    [InlineData("https://civitai.com/api/download/models/notanumber?token=SECRET", "notanumber")]
    [InlineData("https://civitai.com/", "names no model")]
    public void A_broken_address_of_Civitai_says_what_is_wrong(string text, string part)
    {
        CivitaiAddress.TryParse(text, CivitaiHosts.Default, out _, out var reason).ShouldBeFalse();

        reason.ShouldNotBeNull().ShouldContain(part);
        reason.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("https://civitai.com.evil.com/models/1")]
    [InlineData("https://civitai.com@evil.com/models/1")]
    [InlineData("https://civitai.com:8443/models/1")]
    [InlineData("ftp://civitai.com/models/1")]
    [InlineData("https://image.civitai.com/x/original=true/6b1c9b2e.jpeg")]
    [InlineData("C:\\models\\1")]
    public void What_is_not_Civitais_has_no_reason(string text)
    {
        CivitaiAddress.TryParse(text, CivitaiHosts.Default, out _, out var reason).ShouldBeFalse();

        reason.ShouldBeNull();
    }

    [Fact]
    public void A_configured_site_counts_as_Civitai()
    {
        var hosts = new CivitaiHosts(new Uri("http://127.0.0.1:5000"));

        CivitaiAddress.TryParse("http://127.0.0.1:5000/models/7", hosts, out var address, out _).ShouldBeTrue();
        address.ModelId.ShouldBe(new ModelId(7));
        CivitaiAddress.TryParse("http://127.0.0.1:5001/models/7", hosts, out _, out _).ShouldBeFalse();
    }
}
