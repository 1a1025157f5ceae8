using BerryAIGen.Database.Models;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>A small model for conversations, with all that decides who runs it.</summary>
internal static class ChatRow
{
    public static ModelRow Local(string id) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            Format = "gguf",
            Size = 668788096,
            Capabilities = """["text-generation","chat"]""",
            Metadata = """
                {"architecture":"llama","quantization":"Q4_K_M","context_length":2048,"parameters":"1.1B",
                 "shape":{"layers":22,"key_value_heads":[4],"key_length":64,"value_length":64,"heads":32,"embedding":2048,"vocabulary":32000}}
                """,
        };
}
