using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>A hub with <c>one/tiny</c> and <c>two/tiny</c>: the same names of files, other bytes.</summary>
internal static class TwoTinyRepositories
{
    public static RawReply Answer(RawRequest request)
    {
        var owner = request.Target.Contains("one/") ? "one" : "two";
        return request.Target.Contains("/revision/") ? HubStory.Json($$"""{"id":"{{owner}}/tiny","sha":"abc123"}""")
            : request.Target.Contains("/tree/")
                ? HubStory.Json(
                    """
                    [{"type":"file","path":"model_index.json"},{"type":"file","path":"unet/config.json"},
                     {"type":"file","path":"unet/diffusion_pytorch_model.safetensors"}]
                    """
                )
            : request.Target.EndsWith(".safetensors", StringComparison.Ordinal)
                ? RawReply.File(TinySafetensors.Create(owner == "one" ? 160 : 320))
            : RawReply.File(Encoding.UTF8.GetBytes($$"""{"_owner": "{{owner}}"}"""));
    }
}
