"""Training steps in PyTorch, for bench/learning.ts: a request a line on stdin, an answer a line on stdout, both JSON.

{"network": "resnet18", "head_only": false, "batch": 16, "size": 224, "threads": 2, "channels_last": false}
comes first and is answered by {"version": ..., "parameters": ...}; each {"step": true} by {"ms": ..., "peak_bytes": ...}.
The end of stdin ends it. What is missing is answered by {"missing": "timm"}.
"""

import json
import resource
import sys
import time


def small_cnn(torch):
    layers, previous = [], 3
    widths = [16, 48, 96, 160]
    for index, width in enumerate(widths):
        layers += [torch.nn.Conv2d(previous, width, 3, padding=1, bias=False), torch.nn.BatchNorm2d(width)]
        layers += [torch.nn.ReLU(inplace=True)]
        if index < len(widths) - 1:
            layers += [torch.nn.MaxPool2d(2)]
        previous = width
    layers += [torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Dropout(0.25), torch.nn.Linear(previous, 2)]
    return torch.nn.Sequential(*layers)


def build(torch, name):
    if name == "small-cnn":
        return small_cnn(torch)
    if name in ("vit-tiny", "efficientnet-v2-b3"):
        import timm

        names = {"vit-tiny": "vit_tiny_patch16_224", "efficientnet-v2-b3": "tf_efficientnetv2_b3"}
        return timm.create_model(names[name], pretrained=False, num_classes=2)
    import torchvision

    return getattr(torchvision.models, name)(num_classes=2)


def head_of(model):
    for name in ("classifier", "fc", "head"):
        if hasattr(model, name):
            return getattr(model, name)
    return model[-1]


def main():
    request = json.loads(sys.stdin.readline())
    try:
        import torch

        torch.set_num_threads(request["threads"])
        torch.manual_seed(0)
        model = build(torch, request["network"]).train()
    except ImportError as error:
        print(json.dumps({"missing": error.name}), flush=True)
        return
    if request["head_only"]:
        for parameter in model.parameters():
            parameter.requires_grad = False
        for parameter in head_of(model).parameters():
            parameter.requires_grad = True
    images = torch.randn(request["batch"], 3, request["size"], request["size"])
    targets = torch.arange(request["batch"]) % 2
    if request["channels_last"]:
        model = model.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=1e-4)
    count = sum(parameter.numel() for parameter in model.parameters())
    print(json.dumps({"version": torch.__version__, "parameters": count}), flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(images), targets)
        loss.backward()
        optimiser.step()
        ms = (time.perf_counter() - began) * 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(json.dumps({"ms": ms, "peak_bytes": peak}), flush=True)


main()
