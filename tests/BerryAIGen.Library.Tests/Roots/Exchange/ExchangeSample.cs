using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;

namespace BerryAIGen.Library.Tests.Roots.Exchange;

/// <summary>Models that go to a bucket, and the record of one of them.</summary>
internal static class ExchangeSample
{
    public const string Ink = "loras/ink.safetensors";
    public static readonly byte[] Model = TinySafetensors.Create(4096);
    public static readonly byte[] Other = TinySafetensors.Create(5000);
    public static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Model));

    public static byte[] Record() =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"schema_version":1,"source":"civitai","source_url":"https://civitai.com/api/download/models/128713",
            "version_id":128713,"model_id":4384,"hashes":{"sha256":"{{{Hash}}}"},"mine":"kept"}
            """
        );

    public static string Reasons(IEnumerable<DownloadItem> items) =>
        string.Join('\n', items.Select(item => $"{item.Reference} {item.State} {item.Reason}"));
}
